package io.github.akspolicy.policyfiles;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.ValidationLimitExceededException;
import io.github.akspolicy.manifest.Node;
import java.util.List;

/**
 * Validates with a bound on work: each anyOf of two references to a schema that does the same doubles it, so that thirty short
 * lines would keep a build busy for hours. Steps are counted and not time, which depends on the machine.
 */
final class SchemaSteps {
    /** Schemas and keywords that are evaluated for one object. */
    static final long MOST_STEPS = 500_000;

    /** Errors of one object that are looked at: whoever fixes these validates again. */
    private static final int MOST_ERRORS = 2_000;

    private SchemaSteps() {}

    /** A schema that is not evaluated further; the message names no value. */
    static final class LimitException extends IllegalStateException {
        private static final long serialVersionUID = 1;

        private LimitException(String message, Throwable cause) {
            super(message, cause);
        }

        String fix() {
            return "write the alternatives side by side instead of one in the other";
        }
    }

    /**
     * The errors of an object.
     *
     * @throws LimitException when it takes too many steps, or the schema refers to itself without end for this object
     */
    static List<Error> errors(Schema schema, Node node) {
        try {
            List<Error> errors = schema.validate(
                    JsonTree.ofObject(node),
                    context -> context.executionConfig(configuration -> configuration.maxEvaluationSteps(MOST_STEPS)));
            return errors.size() > MOST_ERRORS ? errors.subList(0, MOST_ERRORS) : errors;
        } catch (ValidationLimitExceededException limit) {
            throw new LimitException(
                    "schema takes more than " + MOST_STEPS
                            + " steps for one object: its alternatives double each other",
                    limit);
        } catch (StackOverflowError endless) {
            throw new LimitException("schema refers to itself without end", endless);
        }
    }
}
