package io.github.modelkeel.serving.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.preprocessing.Chain;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.preprocessing.Source.OfColumn;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelCacheTest {
    private static final ScoringModel MODEL = ScoringModelBuilder.model(
            CompiledPreprocessing.of(
                    List.of(Column.number("x")), List.of(new Chain("x", new OfColumn("x"), List.of()))),
            Column.number("y"),
            LinearScorer.of(new double[] {1}, 0),
            Link.IDENTITY);

    private long now = Long.MAX_VALUE - 5;
    private final ModelCache cache = new ModelCache(() -> now);

    private static LoadedVersion version(int number) {
        return new LoadedVersion(new VersionId("house", number, "source", null), MODEL, "modelkeel");
    }

    private boolean isKept(int number) {
        return cache.find("registry", version(number).id()) != null;
    }

    @Test
    void whatIsKeptFirstIsGivenToAll() {
        LoadedVersion first = version(1);
        assertThat(cache.keep("registry", first)).isSameAs(first);
        assertThat(cache.keep("registry", version(1))).isSameAs(first);
        assertThat(cache.find("registry", version(1).id())).isSameAs(first);
        assertThat(cache.find("another", version(1).id())).isNull();
    }

    @Test
    void theOneUsedLongestAgoGivesWay() {
        for (int number = 1; number <= ModelCache.MAX; number++) {
            cache.keep("registry", version(number));
        }
        assertThat(isKept(1)).isTrue();
        cache.keep("registry", version(100));
        assertThat(isKept(1)).isTrue();
        assertThat(isKept(2)).isFalse();
        assertThat(isKept(3)).isTrue();
        assertThat(isKept(100)).isTrue();
    }

    @Test
    void whatNobodyAskedForWithinAnHourIsLetGo() {
        cache.keep("registry", version(1));
        cache.keep("registry", version(2));
        now += ModelCache.UNUSED.toNanos() - 1;
        assertThat(isKept(2)).isTrue();
        now++;
        assertThat(isKept(1)).isFalse();
        assertThat(isKept(2)).isTrue();
        now += ModelCache.UNUSED.toNanos();
        assertThat(isKept(2)).isFalse();
    }
}
