package io.github.akspolicy.signing.notation;

import io.github.akspolicy.policy.signature.SignatureCode;
import io.github.akspolicy.resource.image.DistinguishedName;
import io.github.akspolicy.resource.image.TrustPolicy;
import io.github.akspolicy.resource.image.TrustStatement;
import io.github.akspolicy.resource.image.TrustStatement.Action;
import io.github.akspolicy.resource.image.TrustStatement.Check;
import io.github.akspolicy.signing.base.Descriptor;
import io.github.akspolicy.signing.base.VerificationFailure;
import io.github.akspolicy.signing.certificate.CertificateRules;
import io.github.akspolicy.signing.certificate.Certificates;
import io.github.akspolicy.signing.certificate.Revocation;
import io.github.akspolicy.signing.certificate.SigningAlgorithm;
import io.github.akspolicy.signing.certificate.Timestamp;
import io.github.akspolicy.signing.certificate.TimestampToken;
import io.github.akspolicy.signing.envelope.Envelope;
import io.github.akspolicy.signing.envelope.SignedAttributes;
import io.github.akspolicy.signing.notation.NotationResult.Failure;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies Notation signatures without network, in the order of notation-go: integrity, authenticity, expiry, authentic
 * time stamp, revocation. What the signature is for is part of integrity here, so that it is said first.
 */
public final class NotationVerifier {
    private static final String PAYLOAD_TYPE = "application/vnd.cncf.notary.payload.v1+json";

    private final TrustPolicy policy;
    private final TrustStores stores;
    private final Instant now;

    /** @param now when the verification takes place, as far as validity goes */
    public NotationVerifier(TrustPolicy policy, TrustStores stores, Instant now) {
        this.policy = policy;
        this.stores = stores;
        this.now = now;
    }

    /**
     * Verifies one signature.
     *
     * @param bytes the envelope
     * @param mediaType that of the layer that holds it
     * @param target what must be signed
     * @param repository registry and path: what trust policies call a scope
     */
    public NotationResult verify(byte[] bytes, String mediaType, Descriptor target, String repository) {
        Optional<Failure> unusable = unusable(repository);
        if (unusable.isPresent()) {
            return new NotationResult(unusable.get(), List.of(), null, "");
        }
        TrustStatement statement = policy.statementFor(repository).orElseThrow();
        if (statement.level() == TrustStatement.Level.SKIP) {
            return new NotationResult(null, List.of(), statement, "");
        }
        return new Run(statement, target).verify(bytes, mediaType);
    }

    /** Why the trust policy says nothing about a repository; empty when it does. */
    public Optional<Failure> unusable(String repository) {
        if (!policy.isValid()) {
            return Optional.of(new Failure(
                    null,
                    SignatureCode.POLICY_INVALID,
                    "the trust policy is invalid: " + policy.problems().get(0).message()));
        }
        if (policy.statementFor(repository).isEmpty()) {
            return Optional.of(new Failure(
                    null, SignatureCode.POLICY_NONE_APPLIES, "no statement of the trust policy names " + repository));
        }
        return Optional.empty();
    }

    /** The verification of one signature. */
    private final class Run {
        private final TrustStatement statement;
        private final Descriptor target;
        private final List<Failure> logged = new ArrayList<>();
        private List<X509Certificate> chain = List.of();

        private Run(TrustStatement statement, Descriptor target) {
            this.statement = statement;
            this.target = target;
        }

        private NotationResult verify(byte[] bytes, String mediaType) {
            Envelope envelope;
            try {
                envelope = integrity(bytes, mediaType);
            } catch (VerificationFailure broken) {
                return result(new Failure(Check.INTEGRITY, broken.code(), broken.text()));
            }
            Failure enforced = step(Check.AUTHENTICITY, () -> authenticity(envelope));
            if (enforced == null) {
                enforced = step(Check.EXPIRY, () -> expiry(envelope));
            }
            if (enforced == null) {
                enforced = step(Check.AUTHENTIC_TIMESTAMP, () -> time(envelope));
            }
            if (enforced == null && statement.action(Check.REVOCATION) != Action.SKIP) {
                enforced = step(Check.REVOCATION, this::revocation);
            }
            return result(enforced);
        }

        private NotationResult result(@Nullable Failure failure) {
            return new NotationResult(
                    failure, logged, statement, chain.isEmpty() ? "" : Certificates.subject(chain.get(0)));
        }

        /** Makes a check; the answer is the failure that ends the verification, or null to go on. */
        private @Nullable Failure step(Check check, Step step) {
            try {
                step.run();
                return null;
            } catch (VerificationFailure failed) {
                var failure = new Failure(check, failed.code(), failed.text());
                if (statement.action(check) == Action.ENFORCE) {
                    return failure;
                }
                logged.add(failure);
                return null;
            }
        }

        private Envelope integrity(byte[] bytes, String mediaType) throws VerificationFailure {
            Envelope envelope = Envelope.read(bytes, mediaType);
            var deviations = new ArrayList<>(envelope.deviations());
            List<X509Certificate> certificates = Certificates.chain(envelope.chain());
            X509Certificate leaf = certificates.get(0);
            SigningAlgorithm algorithm = SigningAlgorithm.of(leaf.getPublicKey());
            if (!algorithm.name().equals(envelope.algorithm())) {
                throw VerificationFailure.invalid(
                        "the envelope states another algorithm than the key of its signer has");
            }
            algorithm.verify(leaf.getPublicKey(), envelope.signedBytes(), envelope.signature(), deviations);
            CertificateRules.checkSigning(certificates, deviations);
            chain = certificates;
            if (!PAYLOAD_TYPE.equals(envelope.contentType())) {
                throw VerificationFailure.invalid("the content type of the payload is not " + PAYLOAD_TYPE);
            }
            envelope.attributes().refusePlugin();
            TargetArtifact.read(envelope.payload(), deviations).check(target);
            if (!deviations.isEmpty()) {
                throw new VerificationFailure(
                        SignatureCode.SPEC_STRICT,
                        deviations.get(0) + ": the specification forbids it, though notation accepts it");
            }
            return envelope;
        }

        private void authenticity(Envelope envelope) throws VerificationFailure {
            boolean authority = envelope.attributes().scheme().equals(SignedAttributes.SIGNING_AUTHORITY);
            List<X509Certificate> trusted = load(authority ? "signingAuthority" : "ca", SignatureCode.SIGNER_UNTRUSTED);
            if (chain.stream().noneMatch(trusted::contains)) {
                X509Certificate root = chain.get(chain.size() - 1);
                throw new VerificationFailure(
                        SignatureCode.SIGNER_UNTRUSTED,
                        "no certificate of the signer is in the trust stores " + statement.stores() + "; its root is "
                                + Certificates.subject(root) + ", sha256 " + Certificates.fingerprint(root));
            }
            identity();
        }

        private void identity() throws VerificationFailure {
            if (statement.identities().contains(TrustStatement.ANY)) {
                return;
            }
            DistinguishedName subject;
            try {
                subject = DistinguishedName.of(chain.get(0).getSubjectX500Principal());
            } catch (IllegalArgumentException unfit) {
                throw new VerificationFailure(
                        SignatureCode.IDENTITY_MISMATCH,
                        "the signer " + Certificates.subject(chain.get(0)) + " can match no trusted identity: "
                                + unfit.getMessage());
            }
            for (String identity : statement.identities()) {
                if (identity.startsWith("x509.subject:")
                        && DistinguishedName.parse(identity.substring(identity.indexOf(':') + 1))
                                .isPartOf(subject)) {
                    return;
                }
            }
            throw new VerificationFailure(
                    SignatureCode.IDENTITY_MISMATCH,
                    "the signer " + Certificates.subject(chain.get(0)) + " is none of " + statement.identities());
        }

        private List<X509Certificate> load(String type, SignatureCode code) throws VerificationFailure {
            var trusted = new ArrayList<X509Certificate>();
            try {
                for (String name : statement.storesOf(type)) {
                    trusted.addAll(stores.load(type, name));
                }
            } catch (TrustStoreException unusable) {
                throw new VerificationFailure(code, String.valueOf(unusable.getMessage()));
            }
            if (trusted.isEmpty()) {
                throw new VerificationFailure(
                        code, "the trust policy names no store of type " + type + ", which the signature needs");
            }
            return trusted;
        }

        private void expiry(Envelope envelope) throws VerificationFailure {
            Instant expiry = envelope.attributes().expiry();
            if (expiry != null && !now.isBefore(expiry)) {
                throw new VerificationFailure(SignatureCode.SIGNATURE_EXPIRED, "the signature expired at " + expiry);
            }
        }

        private void time(Envelope envelope) throws VerificationFailure {
            if (envelope.attributes().scheme().equals(SignedAttributes.SIGNING_AUTHORITY)) {
                validAt(envelope.attributes().signingTime(), "when it signed");
            } else if (mustHaveTimestamp()) {
                timestamp(envelope);
            } else {
                validAt(
                        now,
                        statement.storesOf("tsa").isEmpty() ? "now, and the trust policy names no tsa store" : "now");
            }
        }

        private boolean mustHaveTimestamp() {
            return !statement.storesOf("tsa").isEmpty()
                    && (statement.timestampAlways()
                            || chain.stream()
                                    .anyMatch(certificate -> now.isAfter(
                                            certificate.getNotAfter().toInstant())));
        }

        private void validAt(Instant time, String when) throws VerificationFailure {
            for (X509Certificate certificate : chain) {
                Instant from = certificate.getNotBefore().toInstant();
                Instant to = certificate.getNotAfter().toInstant();
                if (time.isBefore(from) || time.isAfter(to)) {
                    throw new VerificationFailure(
                            SignatureCode.CERT_NOT_VALID,
                            "the certificate " + Certificates.subject(certificate) + " is not valid " + when
                                    + ": it is valid from " + from + " to " + to);
                }
            }
        }

        private void timestamp(Envelope envelope) throws VerificationFailure {
            byte[] bytes = envelope.timestamp();
            if (bytes == null || bytes.length == 0) {
                throw new VerificationFailure(SignatureCode.TIMESTAMP_INVALID, "the signature has no time stamp");
            }
            TimestampToken token = TimestampToken.read(bytes);
            token.checkStamps(envelope.signature());
            Timestamp stamped = token.checkAuthority(load("tsa", SignatureCode.TIMESTAMP_INVALID));
            for (X509Certificate certificate : chain) {
                if (!stamped.isWithin(certificate)) {
                    throw new VerificationFailure(
                            SignatureCode.TIMESTAMP_INVALID,
                            "the time stamp of " + stamped.time() + " lies outside of the validity of the certificate "
                                    + Certificates.subject(certificate));
                }
            }
        }

        private void revocation() throws VerificationFailure {
            Optional<X509Certificate> unknown = Revocation.unknownOf(chain);
            if (unknown.isPresent()) {
                throw new VerificationFailure(
                        SignatureCode.REVOCATION_UNKNOWN,
                        "whether the certificate " + Certificates.subject(unknown.get())
                                + " is revoked is not known without network");
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws VerificationFailure;
    }
}
