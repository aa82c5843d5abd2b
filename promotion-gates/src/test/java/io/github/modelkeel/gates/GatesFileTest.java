package io.github.modelkeel.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a file of gates, with the line and what to do. */
class GatesFileTest {
    @TempDir
    private Path directory = Path.of("");

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("gates.yaml"), content);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "gates:~  - metric: auc~    at_lest: 0.8 | 3: unknown key 'at_lest'; did you mean 'at_least'?",
                "gats: [] | 1: unknown key 'gats'; did you mean 'gates'?",
                "gates:~  - metric: auc~    limit: 0.8 | 3: unknown key 'limit'; known here: [at_least, at_most, metric, segment, table, tolerance]",
                "gates:~  - metric: auc~    at_least: high | 3: at_least: expected a number, found 'high'",
                "gates:~  - metric: auc~    at_least: .nan | 3: at_least: expected a number, found '.nan'",
                "gates:~  - metric: auc~    at_least: NaN | 3: at_least: expected a number, found 'NaN'",
                "gates:~  - metric: [auc]~    at_least: 1 | 2: metric: expected a text, found a list",
                "gates:~  - metric: auc~    at_least: 1~    at_least: 2 | 4: the key 'at_least' is in line 3 already; remove one",
                "gates:~  - metric: auc | 2: add 'at_least', 'at_most' or, to compare with the champion, 'tolerance'",
                "gates:~  - metric: gain~    tolerance: 2% | 2: whether more of gain is better is not known: add 'better: higher' or 'better: lower'",
                "gates:~  - metric: auc~    tolerance: some | 3: tolerance: expected an amount such as 0.01, or a share of the champion's value such as 2%, 0 or more, found 'some'",
                "gates:~  - metric: auc~    tolerance: -2% | 3: tolerance: expected an amount such as 0.01, or a share of the champion's value such as 2%, 0 or more, found '-2%'",
                "gates:~  - metric: auc~    at_least: 2~    at_most: 1 | 3: at_least: must not be above at_most: at least 2.0 and at most 1.0",
                "gates:~  - metric: auc~    tolerance: 0~    at_most: 1 | 2: 'tolerance' and 'at_least' or 'at_most' are two gates; make an entry of each",
                "gates:~  - metric: gain~    tolerance: 0~    table: t~    actual: a~    predicted: p | 2: metric: 'gain' cannot be computed from a table; docs/evaluation.md lists those that can",
                "gates:~  - metric: auc~    tolerance: 0~    table: t~    actual: a | 2: the key 'predicted' is missing",
                "gates:~  - metric: auc~    drift: r.json | 2: a gate is about one of [drift, metric, opa, replay, signature], found [drift, metric]; make an entry of each",
                "gates:~  - drfit: r.json | 2: unknown key 'drfit'; did you mean 'drift'?",
                "gates:~  - drift: r.json~    accept: [fine] | 3: accept: expected states of [drifted, shifted, stable, undecided], found 'fine'",
                "gates:~  - drift: r.json~    accept: [] | 3: accept: expected a list such as [stable, shifted], found an empty list",
                "gates:~  - opa: http://opa_policy:8181~    rule: a/b~    plain_http: allowed | 2: opa: the host of OPA's address has an underscore, which no host name may have and Java's HTTP client refuses: opa_policy:8181; give the host another name",
                "gates:~  - signature: yes | 2: signature: expected one of [required], found 'yes'",
                "gates:~  - opa: http://opa.example:8181~    rule: a/b | 2: opa: OPA at http://opa.example:8181 is another machine without https; use https, or permit plain http on a network that you trust (OpaGate.ofPlainHttp, 'plain_http: allowed' in a file)",
                "gates:~  - opa: http://localhost:8181~    rule: a/b~    token_variable: NO_SUCH_TOKEN_HERE | 4: token_variable: there is no environment variable NO_SUCH_TOKEN_HERE",
                "gates: [] | 1: gates: expected a list with an entry for each gate, found an empty list",
                "gates: | 1: gates: expected a list with an entry for each gate, found nothing",
                "gates:~  - auc | 2: expected keys with values, found 'auc'",
                "no_champion: maybe~gates:~  - signature: required | 1: no_champion: expected one of [fail, investigate, pass], found 'maybe'",
                "no_champion: pass | 1: the key 'gates' is missing",
                "- metric: auc | 1: expected keys with values, found a list"
            })
    void aFaultIsNamedWithItsLine(String content, String message) throws IOException {
        for (String lineEnd : new String[] {"\n", "\r\n"}) {
            Path file = file(content.replace("~", lineEnd));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Gates.read(file))
                    .withMessage(file + ":" + message);
        }
    }

    @Test
    void anEmptyFileIsNoGates() throws IOException {
        for (String nothing : new String[] {"", "\r\n", "# nothing yet\n"}) {
            Path file = file(nothing);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Gates.read(file))
                    .withMessage(
                            file + ":1: the file is empty; expected 'gates:' and a list with an entry for each gate");
        }
    }

    @Test
    void whatIsNotYamlHasTheParsersLine() throws IOException {
        Path file = file("gates:\n  - metric: auc\n   at_least: 1\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gates.read(file))
                .withMessageContaining(file + " is broken")
                .withMessageContaining("line 3");
    }

    @Test
    void onlyUtf8AndAMegabyteAreRead() throws IOException {
        Path latin = Files.write(directory.resolve("latin.yaml"), "gates: [ü]".getBytes(StandardCharsets.ISO_8859_1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gates.read(latin))
                .withMessage(latin + ": not valid UTF-8; save the file in UTF-8");
        Path large = file("#".repeat((1 << 20) + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Gates.read(large)).withMessageContaining("bytes");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> Gates.read(directory.resolve("nowhere.yaml")));
    }

    @Test
    void jsonIsReadToo() throws IOException {
        try (World world = new World(directory)) {
            Path file = file("{\"gates\": [{\"metric\": \"auc\", \"at_least\": 0.8}, {\"signature\": \"required\"}]}");
            assertThat(Gates.read(file).with(world.registry())).hasSize(2);
        }
    }
}
