/** Questions of policies about signed images, and the answers. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@NullMarked
package io.github.akspolicy.policy.signature;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
