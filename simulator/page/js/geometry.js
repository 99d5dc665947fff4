// Distances and positions on a small piece of the earth, where a degree is as long everywhere.

const METRES_PER_DEGREE = 111_320;

const narrowing = (latitude) => Math.cos((latitude * Math.PI) / 180);

/** Metres east and north of `origin`. */
export function offset(origin, point) {
  return {
    east: (point.longitude - origin.longitude) * METRES_PER_DEGREE * narrowing(origin.latitude),
    north: (point.latitude - origin.latitude) * METRES_PER_DEGREE,
  };
}

/** The point so many metres east and north of `origin`. */
export function shifted(origin, east, north) {
  return {
    latitude: origin.latitude + north / METRES_PER_DEGREE,
    longitude: origin.longitude + east / (METRES_PER_DEGREE * narrowing(origin.latitude)),
  };
}

export function metresBetween(a, b) {
  const { east, north } = offset(a, b);
  return Math.round(Math.hypot(east, north));
}
