package dev.callgate.cli.serve;

/**
 * What the approver of a run answers, as one JSON line on its standard output.
 *
 * @param url where it listens
 * @param publicKey the key its decisions verify with
 * @param tlsPin the pin of its TLS key
 */
public record RunAddress(String url, String publicKey, String tlsPin) {}
