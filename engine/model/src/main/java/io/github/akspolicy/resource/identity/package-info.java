/** Service accounts, secrets, and what connects them with identities of Azure. */
@NullMarked
package io.github.akspolicy.resource.identity;

import org.jspecify.annotations.NullMarked;
