/**
 * A support assistant as a team would write it with LangChain4j: a model that asks for tools, tools
 * that change a database. It knows nothing of Callgate; only a policy file names its methods. What
 * really happened to the database is printed, so that whoever started the program can believe the
 * rows and not the words.
 */
@NullMarked
package dev.callgate.testapps.assistant;

import org.jspecify.annotations.NullMarked;
