/**
 * Making and looking at trust bundles, offline: who reviews, with which keys, as root keys have
 * signed it. Nothing here talks to an approver.
 */
@NullMarked
package dev.callgate.cli.trust;

import org.jspecify.annotations.NullMarked;
