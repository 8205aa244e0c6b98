package io.github.akspolicy.signing.envelope;

import io.github.akspolicy.signing.base.VerificationFailure;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a COSE envelope: a tagged COSE_Sign1 of RFC 9052, as signature-envelope-cose.md restricts it. */
final class CoseEnvelope {
    private static final long ALGORITHM = 1;
    private static final long CRITICAL = 2;
    private static final long CONTENT_TYPE = 3;
    private static final long X5CHAIN = 33;
    private static final long TAG_SIGN1 = 18;
    private static final long TAG_EPOCH = 1;
    /** Seconds that fit every kind of time: 9999-12-31. */
    private static final long MAX_SECONDS = 253_402_300_799L;

    private static final Map<Long, String> ALGORITHMS =
            Map.of(-37L, "PS256", -38L, "PS384", -39L, "PS512", -7L, "ES256", -35L, "ES384", -36L, "ES512");

    private CoseEnvelope() {}

    static Envelope read(byte[] bytes) throws VerificationFailure {
        if (!(CborReader.read(bytes, "envelope") instanceof CborReader.Tagged tagged)
                || tagged.tag() != TAG_SIGN1
                || !(tagged.value() instanceof List<?> parts)
                || parts.size() != 4) {
            throw VerificationFailure.invalid("the envelope is not a tagged COSE_Sign1 of four parts");
        }
        byte[] protectedBytes = binary(parts.get(0), "protected header");
        Map<Object, @Nullable Object> unsigned = map(parts.get(1), "unprotected header");
        byte[] payload = binary(parts.get(2), "payload");
        byte[] signature = binary(parts.get(3), "signature");
        if (signature.length == 0) {
            throw VerificationFailure.invalid("the signature is empty");
        }
        Map<Object, @Nullable Object> headers =
                map(CborReader.read(protectedBytes, "protected header"), "protected header");
        if (!Collections.disjoint(headers.keySet(), unsigned.keySet())) {
            throw VerificationFailure.invalid("the envelope has a header that is both protected and unprotected");
        }
        var deviations = new ArrayList<String>();
        SignedAttributes attributes = SignedAttributes.read(
                headers,
                headers.get(CRITICAL),
                Set.of(CRITICAL),
                Set.of(ALGORITHM, CONTENT_TYPE),
                CoseEnvelope::time,
                deviations);
        String algorithm = headers.get(ALGORITHM) instanceof Long number ? ALGORITHMS.get(number) : null;
        if (algorithm == null) {
            throw VerificationFailure.invalid("the algorithm is missing or none of Notation");
        }
        Object token = unsigned.get("io.cncf.notary.timestampSignature");
        return new Envelope(
                algorithm,
                headers.get(CONTENT_TYPE) instanceof String text ? text : null,
                attributes,
                toBeSigned(protectedBytes, payload),
                payload,
                signature,
                chain(unsigned.get(X5CHAIN)),
                token == null ? null : binary(token, "time stamp"),
                deviations);
    }

    private static List<byte[]> chain(@Nullable Object x5chain) throws VerificationFailure {
        if (!(x5chain instanceof List<?> items) || items.isEmpty()) {
            throw VerificationFailure.invalid("the envelope has no list of certificates (x5chain)");
        }
        if (items.size() > Envelope.MAX_CHAIN) {
            throw VerificationFailure.invalid("the envelope has more than " + Envelope.MAX_CHAIN + " certificates");
        }
        var chain = new ArrayList<byte[]>();
        for (Object item : items) {
            chain.add(binary(item, "certificate"));
        }
        return chain;
    }

    private static Instant time(String header, @Nullable Object value) throws VerificationFailure {
        if (value instanceof CborReader.Tagged tagged && tagged.tag() == TAG_EPOCH) {
            if (tagged.value() instanceof Long seconds && Math.abs(seconds) <= MAX_SECONDS) {
                return Instant.ofEpochSecond(seconds);
            }
            if (tagged.value() instanceof Double seconds && Math.abs(seconds) <= MAX_SECONDS) {
                BigDecimal exact = BigDecimal.valueOf(seconds).setScale(9, RoundingMode.FLOOR);
                BigDecimal whole = exact.setScale(0, RoundingMode.FLOOR);
                return Instant.ofEpochSecond(
                        whole.longValueExact(),
                        exact.subtract(whole).movePointRight(9).longValueExact());
            }
        }
        throw VerificationFailure.invalid("the header " + header + " is not a time in seconds with tag 1");
    }

    /** The Sig_structure of RFC 9052, section 4.4. */
    private static byte[] toBeSigned(byte[] protectedBytes, byte[] payload) {
        var bytes = new ByteArrayOutputStream(protectedBytes.length + payload.length + 32);
        byte[] context = "Signature1".getBytes(StandardCharsets.US_ASCII);
        bytes.write(0x84);
        bytes.write(0x60 + context.length);
        bytes.writeBytes(context);
        writeBinary(bytes, protectedBytes);
        writeBinary(bytes, new byte[0]);
        writeBinary(bytes, payload);
        return bytes.toByteArray();
    }

    private static void writeBinary(ByteArrayOutputStream bytes, byte[] content) {
        int length = content.length;
        if (length < 24) {
            bytes.write(0x40 + length);
        } else if (length < 1 << 8) {
            bytes.write(0x58);
            bytes.write(length);
        } else if (length < 1 << 16) {
            bytes.write(0x59);
            bytes.write(length >> 8);
            bytes.write(length);
        } else {
            bytes.write(0x5a);
            bytes.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
        }
        bytes.writeBytes(content);
    }

    private static byte[] binary(@Nullable Object value, String what) throws VerificationFailure {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        throw VerificationFailure.invalid("the " + what + " is not a byte string");
    }

    @SuppressWarnings("unchecked") // maps are always made by the reader
    private static Map<Object, @Nullable Object> map(@Nullable Object value, String what) throws VerificationFailure {
        if (value instanceof Map<?, ?> map) {
            return (Map<Object, @Nullable Object>) map;
        }
        throw VerificationFailure.invalid("the " + what + " is not a map");
    }
}
