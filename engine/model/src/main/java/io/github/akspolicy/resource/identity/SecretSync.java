package io.github.akspolicy.resource.identity;

/** The two sides of a Secret that is copied from Key Vault: the class that makes it, and the pods that read it. */
public sealed interface SecretSync permits SyncedSecret, SecretRead {
    /** Namespace and name of the Secret. */
    NamespacedName secret();
}
