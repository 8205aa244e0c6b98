package io.github.akspolicy.helm.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.template.TemplateFunction.Deciding;
import io.github.akspolicy.helm.template.TemplateFunction.Form;
import io.github.akspolicy.helm.template.TemplateFunction.Result;
import io.github.akspolicy.helm.template.TemplateFunction.Trait;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateFunctionTest {
    @Test
    void theTableSaysWhatAFunctionDoesWithItsArguments() {
        assertThat(TemplateFunction.of("toYaml").result()).isEqualTo(Result.LAST);
        assertThat(TemplateFunction.of("default").decides()).isEqualTo(Deciding.LAST);
        assertThat(TemplateFunction.of("printf").has(Trait.JOINS)).isTrue();
        assertThat(TemplateFunction.of("").form()).isEqualTo(Form.VALUE);
    }

    @Test
    void aFunctionThatFailsInsteadOfGivingNothingIsTheSame() {
        assertThat(TemplateFunction.of("mustToYaml")).isEqualTo(TemplateFunction.of("toYaml"));
        assertThat(TemplateFunction.of("mustMergeOverwrite").name()).isEqualTo("mergeOverwrite");
        assertThat(TemplateFunction.of("must").result()).isEqualTo(Result.COMPUTED);
    }

    @Test
    void whatIsNotInTheTableIsComputedOfAllArguments() {
        TemplateFunction unknown = TemplateFunction.of("plural");

        assertThat(unknown.result()).isEqualTo(Result.COMPUTED);
        assertThat(unknown.form()).isEqualTo(Form.ANY);
        assertThat(unknown.traits()).isEmpty();
    }

    @Test
    void argumentsThatMustBeTextsAreThoseThatACallHas() {
        assertThat(TemplateFunction.of("trunc").texts(List.of("63", "a"))).containsExactly("a");
        assertThat(TemplateFunction.of("tpl").texts(List.of("a", "."))).containsExactly("a");
        assertThat(TemplateFunction.of("mustRegexMatch").texts(List.of("a", "b")))
                .containsExactly("a", "b");
        assertThat(TemplateFunction.of("toYaml").texts(List.of("a"))).isEmpty();
        assertThat(TemplateFunction.of("trunc").texts(List.of())).isEmpty();
    }

    @Test
    void decidingArgumentsAreThoseThatACallHas() {
        List<String> three = List.of("a", "b", "c");

        assertThat(Deciding.FIRST_TWO.of(three)).containsExactly("a", "b");
        assertThat(Deciding.BUT_LAST.of(three)).containsExactly("a", "b");
        assertThat(Deciding.BUT_FIRST.of(three)).containsExactly("b", "c");
        assertThat(Deciding.LAST.of(three)).containsExactly("c");
        assertThat(Deciding.FIRST_TWO.of(List.of("a"))).containsExactly("a");
        for (Deciding deciding : Deciding.values()) {
            assertThat(deciding.of(List.of())).isEmpty();
        }
    }
}
