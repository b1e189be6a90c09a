/**
 * A support service as a team would write it with Spring Boot and Spring AI: HTTP in front, a chat
 * client that runs tools, a connection pool and a database behind. It knows nothing of Callgate;
 * only the policy file beside it names its methods.
 */
@NullMarked
package dev.callgate.testapps.springai;

import org.jspecify.annotations.NullMarked;
