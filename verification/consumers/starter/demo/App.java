package demo;

import io.github.modelkeel.formats.JsonRows;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import java.io.InputStream;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A service that has a model by two properties. */
@SpringBootApplication
public class App {
    public static void main(String[] args) {
        SpringApplication.run(App.class, args);
    }

    public record Price(double price, int version) {
        static Price of(Prediction prediction) {
            return new Price(prediction.value(), prediction.modelVersion());
        }
    }

    @RestController
    public static final class Prices {
        private final Predictor house;

        public Prices(Predictor house) {
            this.house = house;
        }

        @PostMapping("/price")
        public Price price(@RequestBody Map<String, Object> row) {
            return Price.of(house.predict(row));
        }

        /** Says that it has a request before it reads the row, so that one can be held in flight. */
        @PostMapping("/held")
        public Price held(InputStream row) {
            System.out.println("HELD");
            return Price.of(house.predictOne(JsonRows.from(row)));
        }
    }
}
