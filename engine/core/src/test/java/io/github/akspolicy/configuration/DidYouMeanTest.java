package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A suggestion may not weaken a gate. */
class DidYouMeanTest {
    @Test
    void theValuesOfASettingAreListed() {
        for (String word : List.of("sever", "neve", "hihg", "off")) {
            assertThat(DidYouMean.allowed(word, ConfigurationSchema.thresholds(), "thresholds"))
                    .isEqualTo("thresholds: critical, high, medium, low, info, never");
        }
    }

    @Test
    void oneOfMoreThanALineHoldsIsGuessed() {
        List<String> many = Stream.concat(
                        Stream.of("pod/privileged"),
                        IntStream.range(0, 40).mapToObj(number -> "label/number-" + number))
                .toList();

        assertThat(DidYouMean.allowed("pod/privilegd", many, "policies")).isEqualTo("did you mean \"pod/privileged\"?");
        assertThat(DidYouMean.allowed("nothing", many, "policies")).endsWith("label/number-18 and 21 more");
    }

    @Test
    void aNameThatIsCloseIsGuessed() {
        assertThat(DidYouMean.fix("pord", List.of("dev", "prod"), "environments"))
                .isEqualTo("did you mean \"prod\"?");
        assertThat(DidYouMean.fix("staging", List.of("dev", "prod"), "environments"))
                .isEqualTo("environments: dev, prod");
    }
}
