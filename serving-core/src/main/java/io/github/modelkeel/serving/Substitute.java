package io.github.modelkeel.serving;

import io.github.modelkeel.model.Rows;
import io.github.modelkeel.serving.version.LoadedVersion;
import java.util.List;
import java.util.Map;

/** What answers in place of a version. Safe for use by multiple threads. */
interface Substitute {
    Prediction row(LoadedVersion version, Map<String, ?> row);

    Prediction row(LoadedVersion version, Record row);

    Prediction oneRow(LoadedVersion version, Rows row);

    List<Prediction> rows(LoadedVersion version, Rows rows);

    double[] values(LoadedVersion version, Rows rows);
}
