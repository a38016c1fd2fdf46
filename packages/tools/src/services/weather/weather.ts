/** A point on the map, in decimal degrees; west and south are negative. */
export interface Place {
  /** The name to call it by. @default what the weather service calls the nearest town */
  readonly name?: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** Half a day or a part of one: `Saturday`, `Saturday Night`, `Overnight`. */
export interface Period {
  readonly name: string;
  /** ISO 8601 with the offset of the place. Nights cross midnight. */
  readonly startTime: string;
  readonly endTime: string;
  readonly isDaytime: boolean;
  /** The high of a day, the low of a night. */
  readonly temperature: number;
  readonly unit: 'F' | 'C';
  /** Percent. */
  readonly precipitationChance?: number;
  /** `NW 5 to 10 mph` */
  readonly wind: string;
  readonly summary: string;
  readonly detail: string;
}

/** The forecast for about seven days, in order. */
export interface Forecast {
  readonly place: Required<Place> & {
    /** IANA name. */
    readonly timeZone: string;
  };
  /** When the forecast was made, ISO 8601. */
  readonly updated?: string;
  readonly periods: readonly Period[];
}

/** A watch, warning or advisory that is in force or coming. */
export interface Alert {
  readonly event: string;
  readonly severity: string;
  readonly urgency: string;
  readonly certainty: string;
  readonly headline: string;
  readonly areas: readonly string[];
  /** ISO 8601. */
  readonly onset?: string;
  readonly ends?: string;
  readonly description: string;
  readonly instruction?: string;
}

/** Asks for the weather of the United States and its territories. Its errors are `ToolError`s. */
export interface WeatherClient {
  forecast(place: Place, options: { readonly signal: AbortSignal }): Promise<Forecast>;
  /** The active alerts for a place, the most severe first. */
  alerts(place: Place, options: { readonly signal: AbortSignal }): Promise<readonly Alert[]>;
}
