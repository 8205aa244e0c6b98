/** Templates as Go's {@code text/template} reads them. Text is a string of bytes: each char is one byte of UTF-8. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.template.parse;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
