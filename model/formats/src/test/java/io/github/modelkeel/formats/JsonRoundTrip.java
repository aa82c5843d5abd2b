package io.github.modelkeel.formats;

import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;

/** Saves a model and reads it again, for tests of other packages. */
public final class JsonRoundTrip {
    private JsonRoundTrip() {}

    public static ScoringModel of(ScoringModel model) throws IOException {
        return ModelJson.read(ModelJson.write(model));
    }
}
