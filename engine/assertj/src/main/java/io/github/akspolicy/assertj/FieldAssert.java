package io.github.akspolicy.assertj;

import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Assertions on a field as it is written, without defaults. */
public final class FieldAssert extends DeployedAssert<FieldAssert, FieldAssert.DeployedField> {
    /**
     * A field of a resource, which may be absent.
     *
     * @param owner what it belongs to, for messages
     */
    public record DeployedField(DeployedResource resource, Field field, String owner) {}

    FieldAssert(@Nullable DeployedField actual, Asked asked) {
        super(actual, FieldAssert.class, asked);
    }

    @Override
    String subject(DeployedField present) {
        return present.field().path().key() + " of " + present.owner();
    }

    /** Expects a value; null is none. */
    public FieldAssert isSet() {
        return is("be set", Field::isPresent);
    }

    /** Expects no value. */
    public FieldAssert isNotSet() {
        return is("not be set", field -> !field.isPresent());
    }

    public FieldAssert isTrue() {
        return is("be true", Field::isTrue);
    }

    public FieldAssert isFalse() {
        return is("be false", Field::isFalse);
    }

    /**
     * Expects this value, of this type: the string {@code "80"} is not the number 80. A list or mapping is compared with
     * Java lists and maps.
     */
    @Override
    public FieldAssert isEqualTo(@Nullable Object expected) {
        Object wanted = expected instanceof Integer number ? (Object) number.longValue() : expected;
        return is("be " + (expected instanceof String ? "\"" + expected + "\"" : expected), field -> {
            Node node = field.node();
            return node != null && Objects.equals(Node.toPlain(node), wanted);
        });
    }

    /** Expects a list that contains this text. */
    public FieldAssert contains(String item) {
        return is("contain \"" + item + "\"", field -> field.strings().contains(item));
    }

    /** Expects a list without this text. */
    public FieldAssert doesNotContain(String item) {
        return is("not contain \"" + item + "\"", field -> !field.strings().contains(item));
    }

    /**
     * Expects something of the field.
     *
     * @param expectation goes on from "expected … to"
     */
    public FieldAssert is(String expectation, Predicate<Field> condition) {
        return expect(
                expectation,
                present -> condition.test(present.field())
                        ? List.of()
                        : List.of(Fault.value(present.resource(), present.field())));
    }
}
