/** What a condition looks at instead of a value itself: paths, addresses, JSON. */
@NullMarked
package dev.callgate.policy.view;

import org.jspecify.annotations.NullMarked;
