/**
 * Deeds of real libraries, each of which passes more than one method on its way: a connection
 * pool's proxies before the driver, an HTTP client's facade before the client, mail's static
 * methods before the transport, a file's provider. Nothing here knows of Callgate.
 */
@NullMarked
package dev.callgate.testapps.libraries;

import org.jspecify.annotations.NullMarked;
