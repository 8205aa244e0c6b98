/**
 * The process that Helm runs in. Its classes run in a JVM of their own whose class path holds nothing but them, JNA and
 * the structures of helm-java: they use no other package of the project.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.helm.worker;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
