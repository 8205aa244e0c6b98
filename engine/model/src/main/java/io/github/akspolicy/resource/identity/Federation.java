package io.github.akspolicy.resource.identity;

/** The two sides of a token exchange: the credentials of identities, and the pods that need one. */
public sealed interface Federation permits FederatedCredential, PodIdentity {}
