package dev.callgate.testapps.springai;

/**
 * What {@code POST /chat} takes.
 *
 * @param message {@code delete CUSTOMER} or {@code refund CUSTOMER AMOUNT}
 */
record ChatQuestion(String message) {}
