export function generateRecords() {
  return [];
}
