/** Money that leaves. */
@NullMarked
package com.acme.pay;

import org.jspecify.annotations.NullMarked;
