/** Amounts are whole numbers of the smallest unit: cents never round. */
export const add = (a, b) => {
  if (a.currency !== b.currency) throw new TypeError(`${a.currency} is not ${b.currency}`);
  return { amount: a.amount + b.amount, currency: a.currency };
};

export const format = ({ amount, currency }, locale = 'en') =>
  new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount / 100);
