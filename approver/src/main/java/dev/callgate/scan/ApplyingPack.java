package dev.callgate.scan;

/**
 * A pack that came with Callgate, is about something that the program has, and that no policy
 * includes.
 *
 * @param include what a policy writes under {@code include}, such as {@code pack:jdbc@1}
 * @param because what of the program it is about
 */
public record ApplyingPack(String include, String because) {}
