/** Tests of policies: cases in files, marked manifests, and what is checked of them. Test frameworks and goals only run them. */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.policytest;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
