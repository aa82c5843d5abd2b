package demo;

import io.github.modelkeel.serving.Predictor;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A service with a predictor, that asks itself for a prediction and for its metrics, and stops. */
@SpringBootApplication
public class App {
    public static void main(String[] args) throws Exception {
        Smoke.publish();
        try (ConfigurableApplicationContext context = SpringApplication.run(App.class, args)) {
            String base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest predict = HttpRequest.newBuilder(URI.create(base + "/predict"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"sqft\":1500,\"location\":\"rural\"}"))
                    .build();
            String price = client.send(predict, HttpResponse.BodyHandlers.ofString()).body();
            Smoke.check(Double.parseDouble(price) == Smoke.PRICE, "POST /predict: " + price);
            HttpRequest metrics = HttpRequest.newBuilder(URI.create(base + "/actuator/prometheus")).build();
            String page = client.send(metrics, HttpResponse.BodyHandlers.ofString()).body();
            Smoke.check(page.contains("ml_predictions_total") && page.contains("jvm_memory_used_bytes"), "metrics: " + page);
        }
        System.out.println("CONSUMER OK");
    }

    @Bean
    Predictor house(MeterRegistry meters) throws Exception {
        return Smoke.predictor(meters);
    }

    @RestController
    static final class Prices {
        private final Predictor house;

        Prices(Predictor house) {
            this.house = house;
        }

        @PostMapping("/predict")
        double predict(@RequestBody Map<String, Object> row) {
            return house.predict(row).value();
        }
    }
}
