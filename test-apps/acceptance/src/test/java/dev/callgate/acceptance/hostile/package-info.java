/**
 * The routes of {@code test-apps/hostile}, each without the agent, rejected and approved; and the
 * holes that are known, each shown, and shown closed by what closes it.
 */
@NullMarked
package dev.callgate.acceptance.hostile;

import org.jspecify.annotations.NullMarked;
