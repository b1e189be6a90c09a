package dev.callgate.testapps.springai;

import java.util.List;

/**
 * What {@code POST /chat} returns.
 *
 * @param answer the model's last words
 * @param tools what each tool told the model, in order
 */
record ChatAnswer(String answer, List<String> tools) {}
