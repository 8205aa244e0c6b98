package io.github.akspolicy.signing.envelope;

import io.github.akspolicy.signing.base.VerificationFailure;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a JWS envelope: RFC 7515, flattened JSON serialization, as signature-envelope-jws.md restricts it. */
final class JwsEnvelope {
    private static final Set<String> MEMBERS = Set.of("payload", "protected", "header", "signature");
    private static final Set<Object> REGISTERED = Set.of("alg", "cty", "crit");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d)");

    private JwsEnvelope() {}

    static Envelope read(byte[] bytes) throws VerificationFailure {
        var deviations = new ArrayList<String>();
        StrictJson json = StrictJson.read(bytes, "envelope", deviations);
        Map<String, @Nullable Object> root = json.object();
        String protectedText = json.required(root, "protected");
        String payloadText = json.required(root, "payload");
        byte[] signature = base64Url(json.required(root, "signature"), "signature");
        if (signature.length == 0) {
            throw VerificationFailure.invalid("the signature is empty");
        }
        Map<String, @Nullable Object> unsigned = StrictJson.object(json.member(root, "header"), "the member header");
        for (String member : root.keySet()) {
            if (MEMBERS.stream().noneMatch(known -> known.equalsIgnoreCase(member))) {
                deviations.add("the envelope has a member " + StrictJson.shown(member));
            }
        }
        StrictJson signedJson =
                StrictJson.read(base64Url(protectedText, "protected header"), "protected header", deviations);
        Map<String, @Nullable Object> headers = signedJson.object();
        SignedAttributes attributes = SignedAttributes.read(
                headers, headers.get("crit"), REGISTERED, Set.of(), JwsEnvelope::time, deviations);
        String token = json.text(unsigned, "io.cncf.notary.timestampSignature");
        return new Envelope(
                signedJson.required(headers, "alg"),
                signedJson.text(headers, "cty"),
                attributes,
                (protectedText + "." + payloadText).getBytes(StandardCharsets.US_ASCII),
                base64Url(payloadText, "payload"),
                signature,
                chain(json.member(unsigned, "x5c")),
                token == null || token.isEmpty() ? null : base64(token, "time stamp"),
                deviations);
    }

    private static List<byte[]> chain(@Nullable Object x5c) throws VerificationFailure {
        if (!(x5c instanceof List<?> texts) || texts.isEmpty()) {
            throw VerificationFailure.invalid("the envelope has no certificates (x5c)");
        }
        if (texts.size() > Envelope.MAX_CHAIN) {
            throw VerificationFailure.invalid("the envelope has more than " + Envelope.MAX_CHAIN + " certificates");
        }
        var chain = new ArrayList<byte[]>();
        for (Object text : texts) {
            chain.add(base64(text instanceof String base64 ? base64 : "!", "certificate"));
        }
        return chain;
    }

    private static Instant time(String header, @Nullable Object value) throws VerificationFailure {
        try {
            if (value instanceof String text && TIME.matcher(text).matches()) {
                return OffsetDateTime.parse(text).toInstant();
            }
        } catch (DateTimeException impossible) {
            // said below, as for any other text
        }
        throw VerificationFailure.invalid("the header " + header + " is not a time of RFC 3339");
    }

    private static byte[] base64Url(String text, String what) throws VerificationFailure {
        return decode(text, what, Base64.getUrlDecoder(), Base64.getUrlEncoder().withoutPadding());
    }

    private static byte[] base64(String text, String what) throws VerificationFailure {
        return decode(text, what, Base64.getDecoder(), Base64.getEncoder());
    }

    /** One text for the same bytes: Java's decoders alone would accept missing padding and stray bits. */
    private static byte[] decode(String text, String what, Base64.Decoder decoder, Base64.Encoder encoder)
            throws VerificationFailure {
        try {
            byte[] bytes = decoder.decode(text);
            if (encoder.encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException malformed) {
            // said below
        }
        throw VerificationFailure.invalid(
                "the " + what + " is not encoded in the one form of base64 that it must have");
    }
}
