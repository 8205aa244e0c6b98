package io.github.akspolicy.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.deployment.ShellCommand.Word;
import io.github.akspolicy.source.SetValue;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands of Helm deploy. */
class HelmArgumentsTest {
    private static @Nullable CommandDraft read(String command) {
        var context = new ShellScript.Context(Map.of(), "", null);
        List<Word> words = ShellScript.commands(command, false, context).get(0).words();
        return HelmArguments.read(words.subList(1, words.size()));
    }

    private static String shown(CommandDraft draft) {
        return OpenText.shown(draft.path + " as " + draft.release + " in " + draft.namespace + " " + draft.values
                + draft.set.stream()
                        .map(set -> " " + set.key() + "=" + set.value())
                        .collect(Collectors.joining())
                + (draft.unknown.isEmpty() ? "" : " ?" + draft.unknown));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '\0',
            value = {
                "helm upgrade --install store charts/store => charts/store as store in  []",
                "helm upgrade store charts/store -i -n shop -f a.yaml --values=b.yaml,c.yaml => charts/store as store in shop [a.yaml, b.yaml, c.yaml]",
                "helm -n shop --debug upgrade store . --atomic --wait --timeout 5m --version 1 => . as store in shop []",
                "helm --kube-context c install store . => . as store in  []",
                "helm install . --generate-name => . as  in  []",
                "helm template charts/store => charts/store as  in  []",
                "helm secrets upgrade store . -f secrets.yaml => . as store in  [secrets.yaml]",
                "helm diff upgrade store . --set a=1 => . as store in  [] a=1",
                "helm upgrade store . -nshop -fa.yaml => . as store in shop [a.yaml]",
                "helm upgrade store . --dry-run --set a=b => . as store in  [] a=b",
                "helm upgrade store . --set a=b,c=d --set e='f g' => . as store in  [] a=b c=d e=f g",
                "helm upgrade store . --set-string a=1 --set-file b=c.txt => . as store in  [] a=1 b=c.txt",
                "helm upgrade store . --set image.tag=$TAG => . as store in  [] image.tag=${TAG}",
                "helm upgrade store . --set $KEY=v --set $ALL => . as store in  [] ?[--set ${KEY}=v, --set ${ALL}]",
                "helm upgrade $R ./store $EXTRA => ./store as ${R} in  [] ?[${EXTRA}]",
                "helm upgrade store . \"${ARGS[@]}\" => . as store in  [] ?[${ARGS}]",
                "helm upgrade store . --new-switch -f a.yaml => . as store in  [a.yaml]",
                "helm upgrade store oci://x.azurecr.io/store --version 1 => oci://x.azurecr.io/store as store in  []",
            })
    void commands(String command, String expected) {
        CommandDraft draft = read(command);

        assertThat(draft).isNotNull();
        assertThat(shown(draft)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "helm list -A",
                "helm uninstall store",
                "helm repo add a https://a.example",
                "helm upgrade",
                "helm upgrade --install store",
                "helm upgrade a b c",
                "helm diff revision store 1",
                "helm plugin install https://a.example",
                "helm"
            })
    void whatDeploysNothing(String command) {
        assertThat(read(command)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '\0',
            value = {
                "a=b => [a=b]",
                "a=b,c=d => [a=b, c=d]",
                "a={x,y},b=c => [a={x,y}, b=c]",
                "a=x\\,y => [a=x\\,y]",
                "a\\.b=c,d[0].e=f => [a\\.b=c, d[0].e=f]",
                "a= => [a=]",
                "a=b=c => [a=b=c]",
                "a=b, => [a=b]",
                "a => ",
                "=b => ",
                "a,b=c => ",
            })
    void pairs(String argument, @Nullable String pairs) {
        List<CommandDraft.Setting> read = SetArguments.read(SetValue.Type.SET, argument);

        assertThat(
                        read == null
                                ? null
                                : read.stream()
                                        .map(set -> set.key() + "=" + set.value())
                                        .toList()
                                        .toString())
                .isEqualTo(pairs);
    }
}
