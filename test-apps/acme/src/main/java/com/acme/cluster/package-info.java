/** An operator of a cluster. */
@NullMarked
package com.acme.cluster;

import org.jspecify.annotations.NullMarked;
