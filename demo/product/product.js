import 'outage-widgets/define.js';

const notice = document.querySelector('#payments outage-notice');
const outcome = document.querySelector('[data-outcome]');

// The product's own words about its own button; what the trouble is, the notice beside it says.
document.querySelector('[data-pay]').addEventListener('click', () => {
  const fails = ['partial', 'major'].includes(notice.level);
  outcome.textContent = fails
    ? 'Your card was declined and not charged. The invoice is still open.'
    : 'Paid: €1,840.00 to Halvorsen Timber.';
});
