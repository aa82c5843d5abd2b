package io.github.modelkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.registry.promotion.PromotionHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promotions that others disturb, and those that end in the middle. */
class PromotionRaceTest {
    private static final String HISTORY = "modelkeel.history.champion";

    @TempDir
    private Path root = Path.of("");

    private final FakeAliases state = new FakeAliases();
    private FakeServer server;
    private Registry registry;

    PromotionRaceTest() throws IOException {
        server = new FakeServer(state::handle);
        registry = server.registry(root);
    }

    @BeforeEach
    void begin() {
        state.aliases.put("champion", 2);
    }

    @AfterEach
    void close() {
        registry.close();
        server.close();
    }

    private void promote(int version, Promotion promotion) {
        registry.promote("house", version, "champion", promotion);
    }

    @Test
    void somebodyWhoMovesTheAliasWhileTheGatesAreAskedIsFound() {
        PromotionGate slow = contest -> {
            state.aliases.put("champion", 5);
            return new PromotionGate.Verdict("slow", true, "took a while");
        };

        assertThatExceptionOfType(PromotionRefusedException.class)
                .isThrownBy(() -> promote(3, Promotion.ifCurrentIs(2).withGates(slow)))
                .satisfies(e -> assertThat(e.actualVersion()).isEqualTo(5))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo("PROMOTION_CONFLICT"));
        assertThat(state.aliases).containsEntry("champion", 5);
    }

    @Test
    void somebodyWhoMovesTheAliasRightAfterUsIsFound() {
        state.afterAlias = () -> state.aliases.put("champion", 4);

        assertThatExceptionOfType(PromotionRefusedException.class)
                .isThrownBy(() -> promote(3, Promotion.ifCurrentIs(2)))
                .satisfies(e -> assertThat(e.actualVersion()).isEqualTo(4))
                .withMessageContaining("points to version 4");
        assertThat(state.aliases).containsEntry("champion", 4);
    }

    @Test
    void aPromotionThatWasFinishedJustBeforeOursAndThatWeOverwroteIsPutBack() {
        AtomicBoolean first = new AtomicBoolean(true);
        state.afterAlias = () -> {
            if (first.getAndSet(false)) {
                state.tags.put(HISTORY, "2,6"); // another one set the alias and its history before our write
            }
        };

        assertThatExceptionOfType(PromotionRefusedException.class)
                .isThrownBy(() -> promote(3, Promotion.ifCurrentIs(2)))
                .satisfies(e -> assertThat(e.actualVersion()).isEqualTo(6));
        assertThat(state.aliases).containsEntry("champion", 6);
        assertThat(registry.aliasHistory("house", "champion")).containsExactly(2, 6);
    }

    /** A promotion makes four writes: the decision, the history as it is, the alias, the history as it will be. */
    @ParameterizedTest(name = "write {0} {1}")
    @CsvSource({"0, 1", "0, 2", "1, 1", "1, 2", "2, 1", "2, 2", "3, 1", "3, 2"})
    void aPromotionThatEndsInTheMiddleCanBeRepeatedAndRolledBack(int write, int fate) {
        state.fate = number -> number == write ? fate : number > write ? FakeAliases.LOST : FakeAliases.DONE;
        assertThatExceptionOfType(ServerUnavailableException.class)
                .isThrownBy(() -> promote(3, Promotion.ifCurrentIs(2)));
        state.fate = number -> FakeAliases.DONE;

        promote(3, Promotion.ifCurrentIs(2));

        assertThat(state.aliases).containsEntry("champion", 3);
        assertThat(registry.aliasHistory("house", "champion")).containsExactly(2, 3);
        assertThat(registry.rollback("house", "champion").version()).isEqualTo(2);
        assertThat(registry.aliasHistory("house", "champion")).containsExactly(2);
    }

    /** A rollback makes three writes: the history, the tag of the version that is left, the alias. */
    @ParameterizedTest(name = "write {0} {1}")
    @CsvSource({"0, 1", "0, 2", "1, 1", "1, 2", "2, 1", "2, 2"})
    void aRollbackThatEndsInTheMiddleCanBeRepeatedWhenItSaysFromWhere(int write, int fate) {
        promote(3, Promotion.always());
        promote(4, Promotion.always());
        int before = state.writes.size();
        state.fate = number ->
                number == before + write ? fate : number > before + write ? FakeAliases.LOST : FakeAliases.DONE;
        assertThatExceptionOfType(ServerUnavailableException.class)
                .isThrownBy(() -> registry.rollback("house", "champion", 4));
        state.fate = number -> FakeAliases.DONE;

        assertThat(registry.rollback("house", "champion", 4).version()).isEqualTo(3);

        assertThat(state.aliases).containsEntry("champion", 3);
        assertThat(registry.aliasHistory("house", "champion")).containsExactly(2, 3);
    }

    @Test
    void aDamagedHistoryIsReadAsFarAsItGoes() {
        state.tags.put(HISTORY, "1,x,,-3,99999999999,2 ,7");

        assertThat(registry.aliasHistory("house", "champion")).containsExactly(1, 7, 2);
    }

    @Test
    void aHistoryKeepsItsLastHundredVersions() {
        PromotionHistory history = new PromotionHistory(java.util.List.of());
        for (int version = 1; version <= 150; version++) {
            history = history.endingWith(version);
        }
        assertThat(history.versions()).hasSize(100).startsWith(51).endsWith(150);
    }
}
