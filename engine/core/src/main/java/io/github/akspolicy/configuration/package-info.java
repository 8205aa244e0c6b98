/**
 * Reads {@code aks-policy.yaml} and wires a {@link io.github.akspolicy.configuration.Verification}, the one entry point of
 * every door.
 *
 * <p>The way of a configuration: {@code ConfigurationFile} reads it; {@code ConfigurationSchema} states what it may say as
 * a {@code Shape}, which {@code ShapeCheck} compares it with and {@code SchemaWriter} publishes as JSON Schema; {@code
 * SettingsReader} turns it into {@code Settings}; {@code ReleasePlanner} and {@code PolicySelection} make releases and
 * policies of these. All of them report to one {@code Problems}, so that everything that is wrong is told at once. A new
 * key is added to {@code ConfigurationSchema}, {@code Settings} and {@code SettingsReader}.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
@NullMarked
package io.github.akspolicy.configuration;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
