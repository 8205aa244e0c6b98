package io.github.akspolicy.helm.branch;

import io.github.akspolicy.helm.branch.Trace.Builtin;
import io.github.akspolicy.helm.interpret.Operand;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Questions for the type of a value in Go that Helm 4 answers otherwise than Helm 3. Only Helm's own objects differ, as {@code
 * helm template} of 3.17.2 and 4.1.4 showed on 2026-11-29: {@code typeOf .Values} is {@code chartutil.Values} in Helm 3 and
 * {@code common.Values} in Helm 4, and so are what templates are called with, {@code .Template}, {@code .Capabilities} and
 * what is in it; {@code .Chart} is a structure in Helm 3 and a mapping in Helm 4, and its lists have elements of other types.
 * What is within {@code .Values}, {@code .Release}, {@code .Files} and {@code .Subcharts} has the same types in both.
 */
final class TypeQuestions {
    /** Names of types that one of them does not have. */
    private static final Pattern DIFFERENT = Pattern.compile("chart|common|Values|Capabilities|Version");

    private static final Pattern OF_CHART = Pattern.compile("chart|struct|map");

    private static final Pattern KINDS = Pattern.compile("struct|map|ptr");

    /** Verbs of {@code printf} that write the type. */
    private static final Pattern TYPE_VERB =
            Pattern.compile("%([-+ 0-9.*\\[\\]]*T|[-+ 0-9.*\\[\\]]*#[-+ 0-9.*\\[\\]]*v)");

    private TypeQuestions() {}

    /** Whether the answer depends on the version of Helm. */
    static boolean dependsOnHelm(String function, List<Operand<Trace>> operands) {
        String first = operands.isEmpty() ? null : operands.get(0).text();
        List<Trace> arguments = Operand.values(operands);
        return switch (function) {
            case "typeOf" -> arguments.stream().anyMatch(Trace::isTypedByHelm);
            case "kindOf" -> arguments.stream().anyMatch(TypeQuestions::isOfOtherKind);
            case "typeIs", "typeIsLike" -> isType(first, arguments, DIFFERENT, Trace::isTypedByHelm);
            case "kindIs" -> isType(first, arguments, KINDS, TypeQuestions::isOfOtherKind);
            case "printf" ->
                (first == null || TYPE_VERB.matcher(first).find())
                        && arguments.stream().anyMatch(Trace::isTypedByHelm);
            default -> false;
        };
    }

    private static boolean isType(
            @Nullable String type, List<Trace> arguments, Pattern different, Predicate<Trace> isAffected) {
        if (arguments.size() < 2) {
            return false;
        }
        Trace value = arguments.get(arguments.size() - 1);
        Pattern names = value.objects().contains(Builtin.CHART) ? OF_CHART : different;
        return isAffected.test(value) && (type == null || names.matcher(type).find());
    }

    /** {@code .Capabilities} is a mapping where it has the API versions of the cluster. */
    private static boolean isOfOtherKind(Trace value) {
        return value.isTypedByHelm()
                && (value.objects().contains(Builtin.CHART) || value.objects().contains(Builtin.CAPABILITIES));
    }
}
