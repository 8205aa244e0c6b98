/** Strings of bytes, quotes and numbers as Go's {@code strconv} handles them. A string is bytes: each char is one byte. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.template.text;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
