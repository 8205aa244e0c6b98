/**
 * Integration builds of the Maven plugin that share a JVM. Starting Maven takes four times what most of these builds do;
 * {@link io.github.akspolicy.resident.ResidentInvoker} is put before the invoker of the invoker plugin and starts it once
 * for each thread of that plugin.
 */
@NullMarked
package io.github.akspolicy.resident;

import org.jspecify.annotations.NullMarked;
