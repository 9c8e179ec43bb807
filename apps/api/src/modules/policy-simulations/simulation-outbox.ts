/** Outbox topic: an organisation has simulations that wait. The entry stays until none does. */
export const SIMULATION_TOPIC = 'simulation.waiting';
