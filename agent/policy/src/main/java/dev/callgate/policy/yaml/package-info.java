/**
 * A strict subset of YAML: what one text means must not depend on who reads it.
 *
 * <p>No anchors, aliases, tags, merge keys, directives, second documents or duplicate keys; no
 * scalar that YAML 1.1 and 1.2 read differently; every node knows its place. Mistakes go to a
 * {@link dev.callgate.policy.yaml.ProblemSink} and reading goes on, so that an author sees all of
 * them at once. SnakeYAML is used for its event stream only: its constructors and resolvers, with
 * what they would create or guess, are never loaded.
 *
 * <p>Codes: YAML000 syntax, YAML001 anchor, alias or merge key, YAML002 tag or directive, YAML003
 * duplicate key, YAML004 second document, YAML005 size or depth, YAML006 scalar with two meanings,
 * YAML007 character that misleads or is not text, YAML008 key that is not text, YAML009 text torn
 * by a comma, FILE001 file that cannot be read; SCH001 missing key, SCH002 wrong kind, SCH003
 * unknown key, SCH004 unknown word, SCH005 wrong form, SCH007 key of the language that this version
 * does not support, SCH008 empty list.
 */
@NullMarked
package dev.callgate.policy.yaml;

import org.jspecify.annotations.NullMarked;
