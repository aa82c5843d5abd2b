package io.github.modelkeel.cli.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.servinghttp.message.Refusal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of notifications that Alertmanager 0.25 sent. */
class AlertPayloadTest {
    @Test
    void aRepeatedNotificationAndOneWithAnotherAlertAreTheSameAlert() {
        ModelAlert first = Payloads.alert("first");
        assertThat(first.model()).isEqualTo("house");
        assertThat(first.startsAt()).isEqualTo(Instant.parse("2026-11-30T10:31:31.953909844Z"));
        assertThat(first.key())
                .isEqualTo(
                        "training\n{}:{alertname=\"ModelDataDrifted\", model=\"house\"}\nhouse\n2026-11-30T10:31:31.953909844Z");
        assertThat(Payloads.alert("gains-an-alert").key()).isEqualTo(first.key());
        assertThat(Payloads.alert("repeated").key()).isEqualTo(first.key());
        ModelAlert later = Payloads.alert("loses-an-alert");
        assertThat(later.startsAt())
                .as("of the alert that still fires")
                .isEqualTo(Instant.parse("2026-11-30T10:31:35.48313554Z"));
        assertThat(later.group()).isEqualTo(first.group());
    }

    @Test
    void theCommandGetsTheFiringAlertsOfItsModel() {
        assertThat(Payloads.alert("loses-an-alert").json().path("alerts")).hasSize(1);
        assertThat(Payloads.alert("gains-an-alert").json().toString())
                .startsWith(
                        "{\"model\":\"house\",\"startsAt\":\"2026-11-30T10:31:31.953909844Z\",\"receiver\":\"training\"")
                .contains("\"column\":\"sqft\"", "\"column\":\"age\"", "\"summary\":\"sqft drifted\"");
    }

    @Test
    void severalModelsAreSeveralAlerts() {
        String two = new String(Payloads.recorded("gains-an-alert"), UTF_8)
                .replace("\"column\":\"age\",\"model\":\"house\"", "\"column\":\"age\",\"model\":\"flat\"");
        AlertPayload payload = AlertPayload.parse(two.getBytes(UTF_8), "", Payloads.NOW);
        assertThat(payload.alerts()).extracting(ModelAlert::model).containsExactly("flat", "house");
        assertThat(payload.alerts()).extracting(ModelAlert::key).doesNotHaveDuplicates();
    }

    @Test
    void anAlertWithoutAModelIsIgnoredOrOfTheDefault() {
        byte[] unnamed = Payloads.changed(
                "\"model\":\"house\",\"severity\":\"ticket\"},\"ann", "\"severity\":\"ticket\"},\"ann");
        AlertPayload ignored = AlertPayload.parse(unnamed, "", Payloads.NOW);
        assertThat(ignored.alerts()).isEmpty();
        assertThat(ignored.ignored()).containsExactly("the alert ModelDataDrifted has no label model");
        assertThat(AlertPayload.parse(unnamed, "flat", Payloads.NOW).alerts())
                .extracting(ModelAlert::model)
                .containsExactly("flat");
        assertThat(AlertPayload.parse(
                                Payloads.changed("\"model\":\"house\",\"sev", "\"model\":\"../x\",\"sev"),
                                "",
                                Payloads.NOW)
                        .ignored())
                .containsExactly("the alert ModelDataDrifted has a label model that cannot be one");
    }

    @Test
    void whatWasLeftOutIsCounted() {
        assertThat(AlertPayload.parse(
                                Payloads.changed("\"truncatedAlerts\":0", "\"truncatedAlerts\":7"), "", Payloads.NOW)
                        .truncated())
                .isEqualTo(7);
    }

    @Test
    void anAlertThatIsMoreThanADayAheadIsRefused() {
        byte[] ahead = Payloads.changed("2026-11-30T10:31:31.953909844Z", "2026-12-01T11:00:00.001Z");
        assertThatThrownBy(() -> AlertPayload.parse(ahead, "", Payloads.NOW))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(400))
                .hasMessage(
                        "the alert of house has the \"startsAt\" 2026-12-01T11:00:00.001Z, more than a day ahead of this"
                                + " machine's clock (2026-11-30T11:00:00Z): set the clocks right");
        assertThat(AlertPayload.parse(ahead, "", Payloads.NOW.plusMillis(1)).alerts())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\":\"4\"|\"version\":\"5\"|\"version\" must be \"4\"",
                "\"alerts\":[|\"alarms\":[|\"alerts\" must be an array",
                "\"groupKey\"|\"group\"|\"groupKey\" must be a text",
                "\"receiver\":\"training\"|\"receiver\":7|\"receiver\" must be a text",
                "\"status\":\"firing\",\"labels\"|\"labels\"|\"status\" must be a text",
                "\"startsAt\":\"2026|\"startsAt\":\"x2026|not a time",
                "\"version\"|\"receiver\"|not JSON",
                "{\"receiver\"|[{\"receiver\"|not JSON"
            })
    void whatDoesNotHaveTheFormIsRefused(String from, String to, String message) {
        assertThatThrownBy(() -> AlertPayload.parse(Payloads.changed(from, to), "", Payloads.NOW))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(400))
                .hasMessageContaining(message);
    }
}
