package dev.callgate.testapps.springai;

/**
 * What {@code GET /state} returns, read from the database at that moment.
 *
 * @param customers rows in the customer table
 * @param balance of customer C-42, with two decimals
 */
record DatabaseState(int customers, String balance) {}
