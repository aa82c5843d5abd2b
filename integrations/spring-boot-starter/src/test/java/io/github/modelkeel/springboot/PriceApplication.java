package io.github.modelkeel.springboot;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application of {@link PricesTest}: its scan would find the controller and the other configurations of this package. */
@SpringBootApplication
class PriceApplication {}
