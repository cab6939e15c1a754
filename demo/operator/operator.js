import 'outage-widgets/define.js';
import {openFeed} from 'outage-widgets/core.js';
import {showComponents} from './components.js';
import {reportProblem, showIncidents} from './incidents.js';
import {planWork, showMaintenances} from './maintenances.js';
import {allowPlay, startPlay} from './play.js';

// The same feed as the widgets', and the same connection.
const feed = openFeed({src: '/feed'});
let components = [];

function show() {
  const {snapshot} = feed.state;
  if (!snapshot) return;
  components = snapshot.components;
  showIncidents(snapshot.incidents, components, Date.now());
  showMaintenances(snapshot.maintenances);
  showComponents(components);
  allowPlay(snapshot.incidents.some(({phase}) => phase !== 'resolved' && phase !== 'false_alarm'));
}

feed.subscribe(show);
// A promise becomes late without any news.
setInterval(show, 10_000);

document.querySelector('[data-report]').addEventListener('click', () => reportProblem(components));
document.querySelector('[data-plan]').addEventListener('click', () => planWork(components));
startPlay();
