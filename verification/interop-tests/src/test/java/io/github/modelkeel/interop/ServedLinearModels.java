package io.github.modelkeel.interop;

import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.servinghttp.ScoringApi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Two models behind HTTP: {@code house} costs 100 a square foot and 1,000.5 a bedroom, {@code large} says whether sqft is above 0. */
final class ServedLinearModels implements AutoCloseable {
    private final Predictor house;
    private final Predictor large;

    ServedLinearModels(Path work) throws IOException {
        List<Map<String, Object>> rows = List.of(Map.of("sqft", 1500, "bedrooms", 3));
        ModelBundle.of(
                        ScoringModelBuilder.linear(
                                        Preprocessing.builder()
                                                .number("sqft")
                                                .number("bedrooms")
                                                .build()
                                                .fit(rows),
                                        Column.number("price"),
                                        new double[] {100, 1000.5},
                                        0,
                                        Link.IDENTITY)
                                .build(),
                        rows)
                .writeTo(work.resolve("house"));
        List<Map<String, Object>> sizes = List.of(Map.of("sqft", 1500));
        ModelBundle.of(
                        ScoringModelBuilder.linear(
                                        Preprocessing.builder()
                                                .number("sqft")
                                                .build()
                                                .fit(sizes),
                                        Column.number("probability"),
                                        new double[] {1},
                                        0,
                                        Link.LOGISTIC)
                                .classes(List.of("no", "yes"))
                                .build(),
                        sizes)
                .writeTo(work.resolve("large"));
        this.house = Predictor.load(work.resolve("house").toUri().toString());
        this.large = Predictor.load(work.resolve("large").toUri().toString());
    }

    ScoringApi api() {
        return ScoringApi.builder().model("house", house).model("large", large).build();
    }

    @Override
    public void close() {
        house.close();
        large.close();
    }
}
