package demo;

import io.github.modelkeel.serving.Predictor;
import java.util.Map;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A job without web and actuator, with its model among its own resources. */
@SpringBootApplication
public class Job {
    public static void main(String[] args) {
        SpringApplication.run(Job.class, args).close();
    }

    @Bean
    CommandLineRunner predicts(Predictor house) {
        return args -> {
            double price =
                    house.predict(Map.of("sqft", 1000, "town", "Bern")).value();
            if (price != 150_000) {
                throw new IllegalStateException("the price is " + price);
            }
            System.out.println("CONSUMER OK");
        };
    }
}
