package io.github.modelkeel.springboot;

import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

// region spring-controller
// import io.github.modelkeel.serving.*;
@RestController
class Prices {
    private final Predictor house; // the bean of modelkeel.models.house

    Prices(Predictor house) {
        this.house = house;
    }

    record Price(double price, int version) {}

    @PostMapping("/price")
    Price price(@RequestBody Map<String, Object> row) { // or a record with the columns' names
        Prediction prediction = house.predict(row);
        return new Price(prediction.value(), prediction.modelVersion());
    }
}
// endregion
