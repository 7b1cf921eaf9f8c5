package app.countersign.sample;

/** The vehicle of a sample contract. */
public record SampleVehicle(String make, String model, int year) {}
