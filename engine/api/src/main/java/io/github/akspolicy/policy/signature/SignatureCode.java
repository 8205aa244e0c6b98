package io.github.akspolicy.policy.signature;

/** The reason why a signature does not prove that an image is the signed one. */
public enum SignatureCode {
    /** A tag that is not in the images lock: what it stands for is not known. */
    LOCK_MISSING,
    /** The images lock says something else than the reference. */
    LOCK_STALE,
    /** What the lock promises is not in the evidence. */
    EVIDENCE_MISSING,
    /** A blob of the evidence does not have its own digest. */
    EVIDENCE_CORRUPT,
    /** Nothing on the class path can verify signatures. */
    VERIFIER_MISSING,
    /** No signature of a kind that counts. */
    NO_SIGNATURE,
    /** The envelope, its certificates or its signature break a rule. */
    SIGNATURE_INVALID,
    /** Another image is signed. */
    TARGET_MISMATCH,
    /** No certificate or key of the signer is trusted. */
    SIGNER_UNTRUSTED,
    /** The signer is trusted, but not for this repository. */
    IDENTITY_MISMATCH,
    /** The signer set an end, which has passed. */
    SIGNATURE_EXPIRED,
    /** A certificate was not valid when it had to be. */
    CERT_NOT_VALID,
    /** The time stamp is missing, or proves nothing. */
    TIMESTAMP_INVALID,
    /** Whether a certificate is revoked cannot be known without network. */
    REVOCATION_UNKNOWN,
    /** The trust policy breaks a rule of its specification. */
    POLICY_INVALID,
    /** The trust policy does not speak of the repository. */
    POLICY_NONE_APPLIES,
    /** The signature demands a plugin. */
    PLUGIN_REQUIRED,
    /** notation would accept it, the specification does not. */
    SPEC_STRICT,
    /** A keyless signature, and the module that verifies those is not there or has no identity to compare with. */
    KEYLESS_UNSUPPORTED,
    /** A keyless signature without inclusion proof, which cannot be verified without network. */
    LEGACY_KEYLESS,
    /** The registry refused the credentials, or there were none. */
    REGISTRY_UNAUTHORIZED,
    /** A registry lists something as belonging to an image that says it belongs to another. */
    REFERRER_MISMATCH,
    /** The registry redirects where nobody may follow. */
    REGISTRY_REDIRECT,
    /** The registry answers with more than any manifest or signature has. */
    REGISTRY_TOO_LARGE,
    /** The registry lists without end. */
    REGISTRY_PAGING,
    /** The registry does not complete its answer in time. */
    REGISTRY_TIMEOUT,
    /** The registry answered what it should not. */
    REGISTRY_ERROR
}
