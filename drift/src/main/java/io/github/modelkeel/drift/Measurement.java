package io.github.modelkeel.drift;

import io.github.modelkeel.drift.decision.Evidence;
import io.github.modelkeel.drift.decision.Quality;
import io.github.modelkeel.drift.report.NumberDetail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compared column before the correction for many tests.
 *
 * @param result the result; a score is not decided yet
 * @param quality the counts beside the score
 * @param detail more on numbers, null for other results
 * @param evidence what was tested, the distribution first if it was
 */
record Measurement(
        ColumnResult result, Quality quality, @Nullable NumberDetail detail, List<Evidence> evidence) {}
