package io.github.akspolicy.template.function;

import static io.github.akspolicy.template.value.GoType.INT;
import static io.github.akspolicy.template.value.GoType.SLICE;
import static io.github.akspolicy.template.value.GoType.STRING;

import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoStruct;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sprig's functions that make keys and certificates: the results are texts of the usual length and form. */
final class Certificates {
    private static final GoType TYPE = GoType.named("sprig.certificate", GoType.Kind.STRUCT);
    private static final String KEY = "RSA PRIVATE KEY";

    /** How many bytes keys usually have. */
    private static final Map<String, Integer> LENGTHS = Map.of("rsa", 2_350, "dsa", 858, "ecdsa", 121, "ed25519", 48);

    private static final int KEY_LENGTH = 1_192;

    /** Who a certificate is for. */
    private enum Role {
        AUTHORITY,
        SELF_SIGNED,
        SIGNED
    }

    /**
     * A certificate with its key.
     *
     * @param cert as PEM
     * @param key as PEM
     */
    private record Certificate(Text cert, Text key) implements GoStruct {
        @Override
        public GoType type() {
            return TYPE;
        }

        @Override
        public String print() {
            return "{" + cert.bytes() + " " + key.bytes() + "}";
        }

        @Override
        public Map<String, Value> jsonFields() {
            var fields = new LinkedHashMap<String, Value>();
            fields.put("Cert", Value.of(cert));
            fields.put("Key", Value.of(key));
            return fields;
        }

        @Override
        public Map<String, Member> members() {
            return Map.of("Cert", new Member.Field(Value.of(cert)), "Key", new Member.Field(Value.of(key)));
        }
    }

    private Certificates() {}

    static void addTo(FunctionTable table) {
        List<GoType> self = List.of(STRING, SLICE, SLICE, INT);
        List<GoType> signed = List.of(STRING, SLICE, SLICE, INT, TYPE);
        table.add("genPrivateKey", List.of(STRING), Certificates::privateKey)
                .add("genCA", List.of(STRING, INT), in -> made("genCA", Role.AUTHORITY, in, null))
                .add(
                        "genCAWithKey",
                        List.of(STRING, INT, STRING),
                        in -> made("genCAWithKey", Role.AUTHORITY, in, in.text(2)))
                .add("genSelfSignedCert", self, in -> made("genSelfSignedCert", Role.SELF_SIGNED, in, null))
                .add(
                        "genSelfSignedCertWithKey",
                        with(self),
                        in -> made("genSelfSignedCertWithKey", Role.SELF_SIGNED, in, in.text(4)))
                .add("genSignedCert", signed, in -> made("genSignedCert", Role.SIGNED, in, null))
                .add(
                        "genSignedCertWithKey",
                        with(signed),
                        in -> made("genSignedCertWithKey", Role.SIGNED, in, in.text(5)))
                .add("buildCustomCert", List.of(STRING, STRING), Certificates::custom);
    }

    private static List<GoType> with(List<GoType> types) {
        var all = new ArrayList<>(types);
        all.add(STRING);
        return List.copyOf(all);
    }

    private static Value privateKey(Arguments in) {
        String type = in.bytes(0).isEmpty() ? "rsa" : in.bytes(0);
        Integer length = LENGTHS.get(type);
        if (length == null) {
            return Value.of(in.text(0).as("Unknown type " + type));
        }
        String label = switch (type) {
            case "rsa" -> KEY;
            case "dsa" -> "DSA PRIVATE KEY";
            case "ecdsa" -> "EC PRIVATE KEY";
            default -> "PRIVATE KEY";
        };
        return StandIns.text("genPrivateKey", in, Pem.standIn(label, length));
    }

    private static Value made(String function, Role role, Arguments in, @Nullable Text given) throws FunctionException {
        if (given != null) {
            requireKey(given, "parsing private key: ");
        }
        if (role == Role.SIGNED && in.get(4).data() instanceof Certificate authority) {
            requireCertificate(authority.cert(), "unable to decode certificate", "decodedSignerCert.Bytes");
            requireKey(authority.key(), "error parsing private key: ");
        }
        int names = role == Role.AUTHORITY ? 0 : CertificateNames.length(in.slice(1), in.slice(2));
        boolean dsa = given != null && given.bytes().startsWith("-----BEGIN DSA");
        if (dsa) {
            throw new FunctionException(
                    "error creating certificate: x509: certificate private key does not implement crypto.Signer");
        }
        var mark = new Mark(Types.deepSources(in).and(StandIns.chance(function)), null);
        int length = length(role, in.bytes(0).length(), names);
        Text cert = Text.of(Pem.standIn("CERTIFICATE", length), mark);
        Text key = given != null ? given : Text.of(Pem.standIn(KEY, KEY_LENGTH), mark);
        return Value.of(new Certificate(cert, key), mark.sources());
    }

    /** The length of a certificate for a key of 2,048 bits: what all have in common, the name twice, and extensions. */
    private static int length(Role role, int name, int names) {
        int common = 740 + 2 * name;
        return common
                + switch (role) {
                    case AUTHORITY -> 34;
                    case SELF_SIGNED -> names;
                    case SIGNED -> names + 33;
                };
    }

    private static void requireKey(Text key, String before) throws FunctionException {
        Pem pem = Pem.read(key.bytes());
        if (pem == null) {
            throw new FunctionException(before + "no PEM data in input");
        }
        if (!pem.label().endsWith("PRIVATE KEY")) {
            throw new FunctionException(before + "no private key data in PEM block of type " + pem.label());
        }
        if (!List.of("PRIVATE KEY", KEY, "EC PRIVATE KEY", "DSA PRIVATE KEY").contains(pem.label())) {
            String type = pem.label().substring(0, pem.label().length() - " PRIVATE KEY".length());
            throw new FunctionException(before + "invalid private key type " + type);
        }
    }

    private static void requireCertificate(Text cert, String missing, String what) throws FunctionException {
        Pem pem = Pem.read(cert.bytes());
        if (pem == null) {
            throw new FunctionException(missing);
        }
        if (!pem.isSequence()) {
            throw new FunctionException("error parsing certificate: " + what + ": x509: malformed certificate");
        }
    }

    private static Text decoded(Text text, String what) throws FunctionException {
        try {
            return text.as(BaseEncoding.BASE64.decode(text.bytes()));
        } catch (FunctionException bad) {
            throw new FunctionException("unable to decode base64 " + what);
        }
    }

    private static Value custom(Arguments in) throws FunctionException {
        Text cert = decoded(in.text(0), "certificate");
        Text key = decoded(in.text(1), "private key");
        requireCertificate(cert, "unable to decode certificate", "decodedCert.Bytes");
        requireKey(key, "error parsing private key: ");
        return Value.of(new Certificate(cert, key), in.sources());
    }
}
