// @ts-check
// The contract-test service over `dist/`: `npm run conformance:service -- --port 8000`.
import {createServer} from 'node:http';
import {parseArgs} from 'node:util';
import {contractService} from './contract.mjs';

const {port} = parseArgs({options: {port: {type: 'string', default: '8000'}}}).values;
const server = createServer(contractService({onStop: () => process.exit()}));
server.listen(Number(port), '127.0.0.1', () => {
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`Contract-test service on http://127.0.0.1:${port}`);
});
